// How the page of a simulation looks: on a phone and on a desk, in light and in dark, and on paper.
export const pageStyle = `
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#5b6675;--rule:#dde2e9;
--c0:#2f6fb5;--c1:#e08a2c;--c2:#3a9a78;--c3:#b84a62;--c4:#7a5ea8}
@media (prefers-color-scheme:dark){:root{--paper:#12161c;--card:#1b212a;--ink:#e7ebf0;--soft:#9aa6b5;--rule:#323b47;
--c0:#6aa5e8;--c1:#f0a850;--c2:#5fc39d;--c3:#e07a90;--c4:#a98fd6}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.25rem 1rem 3rem;display:grid;gap:1rem}
main>*{min-width:0}
h1{font-size:1.45rem;line-height:1.25;margin:.25rem 0 .6rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:0 0 .6rem}
.facts{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .9rem;color:var(--soft);font-size:.92rem}
section{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:1rem}
.note{margin:-.3rem 0 .6rem;color:var(--soft);font-size:.9rem}
.wide{overflow-x:auto}.wide+.wide{margin-top:1rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{padding:.35rem .5rem;border-bottom:1px solid var(--rule);text-align:left;font-weight:400}
th:first-child{padding-left:0}td:last-child,th:last-child{padding-right:0}
thead th{color:var(--soft);font-size:.85rem;vertical-align:bottom}
tbody tr:last-child>*{border-bottom:0}.total>*{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{display:block;width:100%;height:auto}
.tick{fill:var(--soft);font-size:14px}.grid{stroke:var(--rule);stroke-width:1}
.fill0{fill:var(--c0);background:var(--c0)}.fill1{fill:var(--c1);background:var(--c1)}.fill2{fill:var(--c2);background:var(--c2)}
.fill3{fill:var(--c3);background:var(--c3)}.fill4{fill:var(--c4);background:var(--c4)}
polyline{fill:none;stroke-width:2.5;stroke-linejoin:round}.line0{stroke:var(--c0)}.line1{stroke:var(--c1);stroke-dasharray:7 4}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:0 0 .5rem;padding:0;font-size:.9rem}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:.15em;margin-right:.4em}
.pair{display:grid;gap:1rem}figure{margin:0}figcaption{font-size:.9rem;color:var(--soft);margin-bottom:.2rem;overflow-wrap:anywhere}
.limits{margin:0;padding-left:1.1rem}.limits li{margin:.25rem 0}
@media (min-width:52rem){main{grid-template-columns:1fr 1fr;grid-auto-flow:dense}.full{grid-column:1/-1}.pair:has(figure+figure){grid-template-columns:1fr 1fr}}
@media (max-width:40rem){.tick{font-size:18px}section{padding:.8rem}
.figures tr{display:grid;grid-template-columns:repeat(var(--columns),1fr);border-bottom:1px solid var(--rule)}
.figures th,.figures td{border:0;white-space:normal;padding:.15rem .25rem}
.figures tbody tr{padding:.25rem 0}.figures tbody th{grid-column:1/-1;padding-left:0;color:var(--soft)}
.figures thead th:first-child{display:none}}
@media print{body{background:#fff}section{break-inside:avoid}}
`;
