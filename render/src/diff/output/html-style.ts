import { theme } from '../../html/theme.ts'

/** Styles of the page. */
export const style = `${theme}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
main, header .in { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { position: sticky; top: 0; z-index: 1; background: var(--bg); border-bottom: 1px solid var(--line); padding: .75rem 0; }
h1 { font-size: 1.15rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.sides { color: var(--dim); font-size: .85rem; overflow-wrap: anywhere; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .6rem; align-items: center; }
input[type=search] { flex: 1 1 16rem; min-width: 10rem; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; font: inherit; }
button { padding: .4rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; font: inherit; cursor: pointer; }
button[aria-pressed=false] { opacity: .55; text-decoration: line-through; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.error { --tone: var(--error); } .warning { --tone: var(--warning); } .info { --tone: var(--info); }
.finding { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 6px; background: var(--card); padding: .6rem .9rem; margin: .6rem 0; overflow-wrap: anywhere; }
.finding .rule { color: var(--tone); font-weight: 600; } .finding p { margin: .3rem 0 0; } .finding .remedy, .finding .source { color: var(--dim); }
.count { color: var(--tone); font-weight: 600; }
details.app { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; }
details.app > summary { padding: .55rem .9rem; cursor: pointer; font-weight: 600; }
details.object { border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 2.4rem; }
details.object > summary { padding: .4rem .9rem .4rem 1.6rem; cursor: pointer; overflow-wrap: anywhere; }
summary small { color: var(--dim); font-weight: 400; }
.sign { display: inline-block; width: 1.2em; font-family: ui-monospace, monospace; font-weight: 700; }
.added .sign { color: var(--add); } .removed .sign { color: var(--del); } .changed .sign, .renamed .sign { color: var(--path); }
pre { margin: 0; padding: .4rem 0 .6rem; overflow-x: auto; font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; tab-size: 4; }
pre span { display: block; padding: 0 1.6rem; white-space: pre; min-width: max-content; }
pre .path { color: var(--path); margin-top: .3rem; } pre .add { color: var(--add); background: var(--addbg); } pre .del { color: var(--del); background: var(--delbg); } pre .same { color: var(--dim); }
code { font: .92em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--bg); border: 1px solid var(--line); border-radius: 4px; padding: 0 .25em; }
.hit { outline: 2px solid var(--focus); outline-offset: 2px; } [hidden] { display: none !important; }
footer { color: var(--dim); margin: 2rem 0 3rem; font-size: .9rem; } kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; background: var(--card); font: .9em ui-monospace, monospace; }
.alike { color: var(--dim); padding: .2rem 1.6rem; overflow-wrap: anywhere; }
@media (max-width: 40rem), (max-height: 30rem) { header { position: static; } h1 { font-size: 1.05rem; } }
@media print { header { position: static; } .bar { display: none; } }
`
