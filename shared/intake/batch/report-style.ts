// How a batch's report page looks: light and dark, narrow and wide, and on paper. It needs nothing from elsewhere.

/** Narrow screens show each row of a table as a card; `data-label` then names its cells. */
export const reportStyle = `
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #fff; --ink: #1a2230; --quiet: #5a6577; --line: #dde1e8;
  --good: #17693f; --wait: #8a5300; --bad: #b02a1e; --plain: #3d5068; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161d; --card: #1b212b; --ink: #e7ebf1; --quiet: #9fabbc; --line: #323b49;
    --good: #62c793; --wait: #e5ad57; --bad: #f28b80; --plain: #a3b7d1; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
header, section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem;
  margin: 0 0 1rem; }
header { border-top: 5px solid var(--tone); }
.good { --tone: var(--good); } .wait { --tone: var(--wait); } .bad { --tone: var(--bad); } .plain { --tone: var(--plain); }
.title, .note, dt, th { color: var(--quiet); }
.title { margin: 0; font-size: .875rem; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 .75rem; font-size: 1.0625rem; line-height: 1.35; }
p { margin: 0 0 .75rem; }
p:last-child { margin-bottom: 0; }
.list + .note, table + .note { margin-top: .75rem; }
.status { margin: 0; font-size: 1.25rem; font-weight: 650; color: var(--tone); }
.note, .facts { font-size: .875rem; }
dl { margin: 0; display: flex; flex-wrap: wrap; gap: .75rem 2rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.facts { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.numbers { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; }
.numbers dd { font-size: 2.25rem; font-weight: 650; line-height: 1.15; }
.numbers .some { color: var(--bad); }
.list { display: block; max-width: 34rem; }
.list div { display: flex; justify-content: space-between; gap: 1.5rem; padding: .4rem 0; border-top: 1px solid var(--line); }
.list div:first-child { border-top: 0; }
.list dt { color: inherit; min-width: 3rem; }
.list dd { flex-shrink: 0; max-width: 80%; font-weight: 600; text-align: right; }
ul { margin: 0; padding-left: 1.25rem; }
.command { margin: .75rem 0 0; }
code { display: block; margin-top: .25rem; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 8px;
  background: var(--ground); font: .875rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th { padding: .4rem 1rem .4rem 0; font-size: .8125rem; font-weight: 600; text-align: left; border-bottom: 1px solid var(--line);
  overflow-wrap: normal; }
td { padding: .5rem 1rem .5rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
td.line { width: 4rem; font-variant-numeric: tabular-nums; }
td.field { min-width: 7rem; }
td.value { min-width: 6rem; }
td.stage, td.channel { overflow-wrap: normal; }
td.at { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media screen and (max-width: 40rem) {
  main { padding: .75rem .75rem 2rem; }
  header, section { padding: 1rem; }
  .numbers { grid-template-columns: repeat(2, 1fr); }
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; padding-bottom: 0; }
  td, td.line { width: auto; min-width: 0; padding: .1rem 0 .1rem 7rem; border: 0; position: relative; min-height: 1.7rem; }
  td.empty { display: none; }
  td::before { content: attr(data-label); position: absolute; left: 0; width: 6.5rem; color: var(--quiet); font-size: .8125rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb;
    --good: #000; --wait: #000; --bad: #000; --plain: #000; }
  body { font-size: 10pt; }
  table { font-size: 9pt; }
  .numbers dd { font-size: 20pt; }
  main { max-width: none; padding: 0; }
  header, section { border-width: 0 0 1px; border-radius: 0; padding: .5rem 0; margin: 0 0 .5rem; }
  h2 { break-after: avoid; }
  tr, li, dl { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
