// Loaded first, since every run needs them: Node carries compiled code of its own modules, which V8 takes under the default
// flags only.
import 'node:child_process'
import 'node:os'
import 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 optimize only what has run for long: this many bytes of its bytecode, some fifteen times its default.
 *
 * A short run ends before optimized code pays for itself: what V8 compiles for it is a fifth of the processor time of a
 * `synth`. Runs over thousands of objects take as long as before.
 *
 * Call it before any kept code is loaded: V8 rejects code that was made under other flags.
 */
export function optimizeLate() {
  setFlagsFromString('--interrupt-budget=1000000')
}
