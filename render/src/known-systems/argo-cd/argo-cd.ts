import { asFilledText, asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'
import { applicationSetsCheck } from './application-sets.ts'
import { autoscaledReplicasCheck } from './autoscaled-replicas.ts'
import { finishedJobsCheck } from './finished-jobs.ts'
import { hooksCheck } from './hooks.ts'
import { applicationReferences, projectReferences } from './references.ts'
import { argoSources } from './sources.ts'
import { unwatchedKindsCheck } from './unwatched-kinds.ts'

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export const argoCd: KnownSystem = {
  name: 'Argo CD',
  references: { 'argoproj.io/Application': applicationReferences, 'argoproj.io/AppProject': projectReferences },
  installsInto: {
    'argoproj.io/Application': ({ spec }) => asFilledText(asMap(asMap(spec).destination).namespace),
    'argoproj.io/ApplicationSet': ({ spec }) =>
      asFilledText(asMap(asMap(asMap(asMap(spec).template).spec).destination).namespace),
  },
  sources: {
    'argoproj.io/Application': ({ spec }) => argoSources(asMap(spec), 'spec'),
    'argoproj.io/ApplicationSet': ({ spec }) =>
      // Placeholders are filled in by the generators.
      argoSources(asMap(asMap(asMap(spec).template).spec), 'spec.template.spec').filter(
        ({ revision, repository, chart }) => ![revision, repository, chart].some((each) => String(each).includes('{{')),
      ),
  },
  checks: [hooksCheck, autoscaledReplicasCheck, unwatchedKindsCheck, applicationSetsCheck, finishedJobsCheck],
}
