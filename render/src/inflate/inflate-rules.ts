import { defineRule } from '@ainur/constructs/finding'

export const helmMissing = defineRule('helm-missing', 'error', {
  title:
    'no usable helm is named by `AINUR_HELM` or `HELM` or found on the PATH, or its version is not one that is known to work',
  why: 'The chart cannot be rendered here.',
  remedy: 'Install helm, or leave the chart to Argo CD.',
})

export const chartRenderFailed = defineRule('chart-render-failed', 'error', {
  title: 'helm does not render the chart, or what it renders is not a list of objects',
  why: 'The release has no objects.',
  remedy: 'Correct the values; the message quotes helm.',
})

export const chartUnstable = defineRule('chart-unstable', 'error', {
  title: 'the chart renders something else each time: a password, a certificate, a date',
  why: 'The tree would change with every run, and a credential would be committed.',
  remedy: 'Give that in the values, usually as the name of an existing Secret.',
})

export const chartHookUndecided = defineRule('chart-hook-undecided', 'error', {
  title: 'the chart has hooks that Argo CD would run, and the release does not say what becomes of them',
  why: 'Argo CD runs them at every sync or at deletion, which is seldom meant.',
  remedy: 'Turn them off in the values, or set `hooks`.',
})

export const chartHookUnknown = defineRule('chart-hook-unknown', 'error', {
  title: '`hooks` names an object that is not a hook of the chart',
  why: 'The choice does nothing.',
  remedy: 'Correct `Kind/name`.',
})

/** Rules of charts that are rendered into the tree. */
export const inflateRules = [helmMissing, chartRenderFailed, chartUnstable, chartHookUndecided, chartHookUnknown]
