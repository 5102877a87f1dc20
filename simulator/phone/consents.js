// The box of the control column about subscriptions: what this person allowed, and allowing or refusing by hand.

import { make, makeButton, showOnce } from "./making.js";
import { store } from "./store.js";

const KINDS = { one_off: "一次性", long_term: "长期" };

const list = () => document.getElementById("consents");

/** Return the templates of the state, whether they came as a list or by id. */
export function templatesOf(state) {
  const templates = state.templates ?? [];
  if (Array.isArray(templates)) return templates.map((each) => ({ ...each, id: each.id ?? each.template ?? each.template_id }));
  return Object.entries(templates).map(([id, each]) => ({ id, ...each }));
}

function rowsOf(state) {
  const given = store.person?.consents ?? [];
  const rows = templatesOf(state)
    .filter(({ kind }) => kind in KINDS)
    .map(({ id, title, kind }) => ({ id, title, kind, consent: given.find((each) => each.template === id) }));
  const known = new Set(rows.map(({ id }) => id));
  const others = given.filter(({ template }) => !known.has(template));
  return [...rows, ...others.map((consent) => ({ id: consent.template, title: consent.title, kind: consent.kind, consent }))];
}

const isOpen = ({ consent }) => Boolean(consent) && consent.remaining !== 0;

function leftWords(row) {
  if (!isOpen(row)) return "没有授权";
  return row.consent.remaining === null || row.kind === "long_term" ? "已长期授权" : `还可发 ${row.consent.remaining} 次`;
}

function rowElement(row) {
  const give = (accept) => store.act("consent", { template: row.id, accept, long_term: row.kind === "long_term" });
  const what = make("p", "grow", make("strong", "", row.title || row.id), make("span", "tag", KINDS[row.kind] || row.kind));
  what.append(make("span", "quiet left", leftWords(row)));
  const accept = makeButton("", () => give(true), `consent-accept-${row.id}`, "允许");
  const refuse = makeButton("", () => give(false), `consent-refuse-${row.id}`, "拒绝");
  accept.setAttribute("aria-label", `允许${row.title || row.id}`);
  refuse.setAttribute("aria-label", `拒绝${row.title || row.id}`);
  const item = make("li", "line", what, accept, refuse);
  if (isOpen(row)) {
    const withdraw = makeButton("", () => store.act("withdraw", { template: row.id }), `consent-withdraw-${row.id}`, "退订");
    withdraw.setAttribute("aria-label", `退订${row.title || row.id}`);
    item.append(withdraw);
  }
  return item;
}

function show(state) {
  const rows = rowsOf(state);
  const focused = document.activeElement?.dataset.testid;
  showOnce(list(), rows, () => (rows.length ? rows.map(rowElement) : [make("li", "quiet", "没有需要授权的模板")]));
  if (focused?.startsWith("consent-")) list().querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

/** Wire the box. */
export function wireConsents() {
  store.on("state", show);
}
