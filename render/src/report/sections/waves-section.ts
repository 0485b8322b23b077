import { markup } from '../../html/markup.ts'
import type { AppFacts } from '../facts/app-facts.ts'
import { wavePicture } from '../picture/wave-picture.ts'
import type { Scope, Section } from './section.ts'

/** In which order Argo CD brings the apps up. */
export function wavesSection(facts: readonly AppFacts[], target: (app: string) => string, scope: Scope): Section {
  return {
    id: 'order',
    title: 'Start order',
    intro:
      'Argo CD starts one wave after another, each when the one before is healthy. An arrow leads from an app to one that needs it; where a longer way leads there as well, only that is drawn.',
    body: markup`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the start order">
${wavePicture(facts, target, scope)}</div>
<p class="legend"><span class="key system-addons"></span> what other apps depend on (project system-addons) <span class="key ainur"></span> what people use (project ainur)</p>`,
  }
}
