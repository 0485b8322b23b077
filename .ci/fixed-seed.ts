import fc from 'fast-check'

// At home every run tries other cases. CI tries the same ones each time: a change is judged by what it changed.
if (process.env.CI) fc.configureGlobal({ seed: 20261121 })
