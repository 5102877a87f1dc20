// The menu of the page, and the way to 我能领什么 with what was told in the talk: by a form, so that it stands in no address.

import { make } from "./making.js";

const FIELD = "fact_";

/** Wire the button that opens and closes the menu. */
export function wireMenu(button, menu) {
  const set = (isOpen) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => set(menu.hidden));
  menu.addEventListener("click", () => set(false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    set(false);
    button.focus();
  });
}

/** Return what the talk knows of the person, as its latest answer said; undefined for nothing. */
export function latestKnown(entries) {
  const outlines = entries.flatMap((entry) => entry.replies ?? []).map((reply) => reply.outline?.known);
  return outlines.filter((known) => known && Object.keys(known).length).at(-1);
}

/** Open the page with what is known. */
export function openBenefits(known) {
  const fields = Object.entries(known).map(([name, value]) => Object.assign(make("input"), { type: "hidden", name: FIELD + name, value }));
  const form = Object.assign(make("form", "", ...fields), { method: "post", action: "/benefits", hidden: true });
  document.body.append(form);
  form.submit();
}
