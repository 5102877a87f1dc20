// The menu of the account at the bottom of the chat, with its sub-menus.

import { make, makeButton, showOnce } from "./making.js";

/** Return the buttons of a menu as WeChat keeps it: `{button: […]}`, `{menu: {button: […]}}` or the list itself. */
export function buttonsOf(menu) {
  const list = Array.isArray(menu) ? menu : (menu?.button ?? menu?.menu?.button ?? []);
  return list.slice(0, 3);
}

export class MenuBar {
  #bar;
  #press;
  #open = null;

  constructor(bar, press) {
    this.#bar = bar;
    this.#press = press;
    document.addEventListener("click", (event) => bar.contains(event.target) || this.close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
  }

  /** Show this menu. */
  show(menu) {
    showOnce(this.#bar, menu ?? null, () => buttonsOf(menu).map((button, index) => this.#top(button, index + 1)));
  }

  /** Fold the open sub-menu; `isBack` puts the focus where it was opened. */
  close(isBack = false) {
    if (!this.#open) return;
    const { opener, list } = this.#open;
    this.#open = null;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (isBack) opener.focus();
  }

  #top(button, number) {
    const subs = button.sub_button?.list ?? button.sub_button ?? [];
    const testId = `menu-button-${number}`;
    if (!subs.length) return make("div", "menu-slot", makeButton("menu-top", () => this.#choose(button), testId, button.name));
    const list = make("div", "sub-menu", ...subs.map((sub, index) => this.#sub(sub, `${testId}-${index + 1}`)));
    list.hidden = true;
    const opener = makeButton("menu-top has-more", () => this.#toggle(opener, list), testId, button.name);
    opener.setAttribute("aria-expanded", "false");
    return make("div", "menu-slot", opener, list);
  }

  #sub(button, testId) {
    return makeButton("sub-item", () => this.#choose(button), testId, button.name);
  }

  #toggle(opener, list) {
    const isOpen = this.#open?.list === list;
    this.close();
    if (isOpen) return;
    this.#open = { opener, list };
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    list.querySelector("button").focus({ preventScroll: true });
  }

  #choose(button) {
    this.close(true);
    this.#press(button);
  }
}
