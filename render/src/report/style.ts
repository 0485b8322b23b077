import { theme } from '../html/theme.ts'

/** Styles of the page: first its frame, then the parts of a cluster, then narrow screens and paper. */
export const style = `${theme}
:root { --soft: color-mix(in srgb, var(--path) 9%, var(--bg)); --edge: color-mix(in srgb, var(--path) 45%, var(--bg)); --shade: 0 1px 2px rgb(0 0 0 / .05), 0 4px 14px rgb(0 0 0 / .04); scroll-behavior: smooth; scroll-padding-top: 4.5rem; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
.in, main, footer { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
.top .in { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: .8rem; padding-bottom: .8rem; }
.top { border-bottom: 1px solid var(--line); } .top .clusters { justify-content: flex-start; padding-top: 0; }
h1 { font-size: .95rem; font-weight: 600; margin: 0; color: var(--dim); }
h2 { font-size: clamp(2rem, 6vw, 3rem); line-height: 1.1; letter-spacing: -.03em; margin: 2.2rem 0 .4rem; overflow-wrap: anywhere; }
h3 { font-size: 1.35rem; letter-spacing: -.01em; margin: 2.8rem 0 .3rem; }
h4 { font-size: 1.08rem; margin: 0; overflow-wrap: anywhere; } section > h4 { margin: 1.4rem 0 .5rem; }
a { color: var(--info); text-underline-offset: .15em; } :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.dim, small { color: var(--dim); } .intro { color: var(--dim); margin: 0 0 1rem; max-width: 48rem; } .lead { margin: 0 0 1.2rem; overflow-wrap: anywhere; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--bg); padding: .4rem .8rem; z-index: 3; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button { padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; font: inherit; font-size: .85rem; cursor: pointer; } button:hover { border-color: var(--dim); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; } code { overflow-wrap: anywhere; }
footer { color: var(--dim); margin-top: 4rem; padding-bottom: 3rem; font-size: .88rem; }

.cluster > nav { position: sticky; top: 0; z-index: 2; margin: 1.4rem -1.5rem 0; background: color-mix(in srgb, var(--bg) 92%, transparent); backdrop-filter: blur(8px); border-block: 1px solid var(--line); }
.cluster > nav .in { display: flex; gap: .2rem; overflow-x: auto; padding-block: .35rem; scrollbar-width: none; }
nav a { color: var(--fg); text-decoration: none; white-space: nowrap; padding: .25rem .6rem; border-radius: 6px; font-size: .9rem; } nav a:hover { background: var(--soft); } nav .home { font-weight: 700; color: var(--path); padding-left: 0; }

.cluster + .cluster { margin-top: 5rem; border-top: 1px solid var(--line); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; margin: 0 0 .8rem; }
.tile { border: 1px solid var(--line); border-radius: 12px; background: var(--card); padding: .7rem 1rem .8rem; } .tile dt { color: var(--dim); font-size: .82rem; } .tile dd { margin: 0; } .tile b { display: block; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; font-variant-numeric: tabular-nums; } .tile span { color: var(--dim); font-size: .82rem; }
.good { --tone: var(--add); } .warning { --tone: var(--warning); } .bad, .error { --tone: var(--error); } .info { --tone: var(--info); } .accent { --tone: var(--path); } .accepted { --tone: var(--dim); }
.banner { margin: .5rem 0; padding: .7rem 1rem; border-radius: 12px; border: 1px solid color-mix(in srgb, var(--tone) 35%, var(--bg)); background: color-mix(in srgb, var(--tone) 7%, var(--bg)); font-weight: 600; } .banner::before { content: "●"; color: var(--tone); margin-right: .6rem; }
.note { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; background: var(--card); padding: .6rem 1rem; margin: .6rem 0; overflow-wrap: anywhere; } .note p { margin: .2rem 0; } .note .rule { color: var(--tone); } .note .inline { display: inline; }
.chip { display: inline-block; padding: 0 .5rem; border-radius: 99px; border: 1px solid var(--line); font-size: .78rem; line-height: 1.5; white-space: nowrap; background: var(--bg); color: var(--dim); }
.chip:not(.plain) { color: var(--tone); border-color: color-mix(in srgb, var(--tone) 40%, var(--bg)); background: color-mix(in srgb, var(--tone) 7%, var(--bg)); }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
.card { border: 1px solid var(--line); border-radius: 14px; background: var(--card); padding: 1rem 1.2rem 1.1rem; box-shadow: var(--shade); min-width: 0; }
.card header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; } .card h4 { margin-right: auto; font-size: 1.25rem; } .card .sub { margin: .1rem 0 .9rem; }
.load { margin: .7rem 0; --fill: var(--add); } .load.tight { --fill: var(--warning); } .load.over { --fill: var(--error); }
.load-text { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums; font-size: .9rem; } .load-text small { font-size: 1em; }
.bar { display: flex; gap: 1px; height: .65rem; border-radius: 99px; overflow: hidden; background: color-mix(in srgb, var(--fg) 10%, var(--bg)); margin-top: .2rem; } .bar i { background: var(--fill); min-width: 1px; } .bar i:nth-child(even) { background: color-mix(in srgb, var(--fill) 72%, var(--bg)); } .bar i:hover { background: var(--fg); }
dl { margin: .8rem 0 0; } dl > div:not(.tile) { display: grid; grid-template-columns: 6.2rem minmax(0, 1fr); gap: 0 .8rem; padding: .3rem 0; border-top: 1px solid var(--line); } dt { color: var(--dim); } dd { margin: 0; min-width: 0; } dd.id { color: var(--dim); grid-column: 1 / -1; font-size: .92em; margin-top: -.2rem; } .chips { display: flex; flex-wrap: wrap; gap: .3rem; }
.card > details { margin-top: .5rem; border-top: 1px solid var(--line); padding-top: .55rem; } summary { cursor: pointer; } .card > details > summary { font-weight: 600; } .card > details > summary .dim { font-weight: 400; }
.death { border-top: 4px solid var(--tone); } .death p { margin: .5rem 0 0; } .verdict { color: var(--tone); font-weight: 600; } .death ul, .note ul { padding-left: 1.2rem; margin: .4rem 0; } .reasons { color: var(--dim); font-size: .88rem; } .fine { color: var(--dim); margin-top: 1rem; }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 14px; background: var(--card); box-shadow: var(--shade); padding: .4rem; }
svg.waves { display: block; margin: 0 auto; width: 100%; height: auto; font: 600 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; } svg text { fill: var(--fg); } svg .band { fill: color-mix(in srgb, var(--fg) 3%, var(--card)); } svg .wave { fill: var(--dim); font-size: 13px; font-weight: 500; }
svg .edge { fill: none; stroke: var(--edge); stroke-width: 1.5; } svg marker path { fill: var(--edge); } svg .box rect { fill: var(--bg); stroke: var(--line); stroke-width: 1.5; } svg .note { fill: var(--dim); font-size: 12px; font-weight: 400; }
svg .ainur rect { stroke: var(--path); } svg .system-addons rect { stroke: color-mix(in srgb, var(--info) 55%, var(--line)); } svg a:hover rect, svg a:focus-visible rect { fill: var(--soft); } svg a:focus-visible { outline: none; } svg a:focus-visible rect { stroke-width: 3; }
svg.following .edge:not(.lit) { opacity: .12; } svg.following .box:not(.lit) { opacity: .35; } svg.following .edge.lit { stroke: var(--path); stroke-width: 2; }
.legend { color: var(--dim); font-size: .85rem; } .key { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; border: 2px solid var(--path); vertical-align: -1px; margin: 0 .25rem 0 .8rem; } .key.system-addons { border-color: color-mix(in srgb, var(--info) 55%, var(--line)); margin-left: 0; }

.apps { border: 1px solid var(--line); border-radius: 14px; overflow: hidden; box-shadow: var(--shade); } .app { background: var(--card); padding: 0 1.2rem; } .app + .app { border-top: 1px solid var(--line); } .app[open] { padding-bottom: 1.2rem; }
.app > summary { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; justify-content: space-between; padding: .6rem 0; margin: 0 -.4rem; padding-inline: .4rem; list-style-position: inside; } .app > summary::before { content: "▸"; color: var(--dim); margin-right: -.2rem; transition: transform .15s; } .app[open] > summary::before { transform: rotate(90deg); } .app > summary::-webkit-details-marker { display: none; } .app > summary { list-style: none; }
.app .name { font-weight: 600; margin-right: auto; overflow-wrap: anywhere; } .app .facts { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; } .app .facts .dim { font-size: .85rem; min-width: 12rem; text-align: right; } .app summary:hover .name { text-decoration: underline; text-underline-offset: .2em; } .app dl { margin: 0 0 .4rem; }

table { border-collapse: collapse; width: 100%; margin: .9rem 0 0; font-size: .92rem; } th, td { text-align: left; vertical-align: top; padding: .38rem .8rem .38rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } thead th { color: var(--dim); font-weight: 500; font-size: .82rem; overflow-wrap: normal; } tbody th { font-weight: 500; } .whole { white-space: nowrap; } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } th:last-child, td:last-child { padding-right: 0; }
.tight table { margin: .3rem 0 0; font-size: .85rem; } .tight th, .tight td { padding-block: .2rem; } .keys { list-style: none; margin: 0; padding: 0; }
.forms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin-top: 1.4rem; } .copyable { border: 1px solid var(--line); border-radius: 12px; background: var(--card); min-width: 0; } .copy-head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .5rem .6rem .5rem 1rem; border-bottom: 1px solid var(--line); font-weight: 600; font-size: .9rem; min-height: 2.9rem; } .copyable pre { margin: 0; padding: .7rem 1rem; overflow-x: auto; line-height: 1.5; }
.pool { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(3.2rem, 1fr)); gap: .35rem; padding: 0; margin: .6rem 0 0; } .pool li { position: relative; text-align: center; border: 1px solid var(--line); border-radius: 7px; padding: .25rem 0; font-size: .85rem; font-variant-numeric: tabular-nums; color: var(--dim); } .pool .used { background: var(--path); border-color: var(--path); color: var(--bg); font-weight: 600; }

@media (max-width: 44rem) {
  .in, main, footer { padding-inline: 1rem; } .cluster > nav { margin-inline: -1rem; } .app .facts .dim { min-width: 0; } .tiles { grid-template-columns: repeat(2, 1fr); }
  table:not(.tight table) { &, tbody, tr, th, td { display: block; } thead { display: none; } tr { border-bottom: 1px solid var(--line); padding: .55rem 0; } th, td { border: 0; padding: .1rem 0; } td[data-title]::before { content: attr(data-title) ": "; color: var(--dim); } .n { text-align: left; } .whole { white-space: normal; } tbody th { font-weight: 600; } }
}
@media (prefers-reduced-motion: reduce) { :root { scroll-behavior: auto; } * { transition: none !important; } }
@media print { * { print-color-adjust: exact; } svg.waves { min-width: 0 !important; } .cluster > nav, button { display: none !important; } .card, .app, .note, .copyable { break-inside: avoid; box-shadow: none; } details::details-content { content-visibility: visible; block-size: auto; } }
`
