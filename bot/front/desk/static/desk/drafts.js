// Lines that were not sent yet: each talk keeps its own in this tab, for this colleague, until it is sent or they sign out.

const PREFIX = "leye-draft ";
const list = document.getElementById("talks");

const nameOf = (field) => PREFIX + field.form.dataset.draft;

export const kept = (field) => sessionStorage.getItem(nameOf(field)) ?? "";

export const forget = (field) => sessionStorage.removeItem(nameOf(field));

export function keep(field) {
  if (field.value.trim()) sessionStorage.setItem(nameOf(field), field.value);
  else forget(field);
}

function mark() {
  for (const link of list?.querySelectorAll("[data-talk]") ?? []) {
    const isHalf = sessionStorage.getItem(`${PREFIX}${list.dataset.who} ${link.dataset.talk}`) !== null;
    link.querySelector("[data-half]").hidden = !isHalf || link.hasAttribute("aria-current");
  }
}

list?.addEventListener("htmx:afterSettle", mark);
list?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
mark();
