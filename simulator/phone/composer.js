// The bottom of the chat: the menu or the keyboard, the box to write in, the panel of other things to send.

import { prefersKeyboard, rememberKeyboard } from "./memory.js";

const at = (id) => document.getElementById(id);

export class Composer {
  #hasMenu = false;
  #isKeyboard = prefersKeyboard();

  constructor(does) {
    this.does = does;
    at("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    at("input").addEventListener("input", () => this.#fit());
    at("input").addEventListener("keydown", (event) => this.#key(event));
    at("to-keyboard").addEventListener("click", () => this.#switch(true));
    at("to-menu").addEventListener("click", () => this.#switch(false));
    at("more").addEventListener("click", () => this.#showPanel(at("panel").hidden));
    for (const button of at("panel").querySelectorAll("button")) {
      button.addEventListener("click", () => this.#give(button.dataset.gives));
    }
    document.addEventListener("keydown", (event) => this.#typedAtMenu(event));
    this.#fit();
  }

  /** Say whether the account has a menu; without one there is only the keyboard. */
  hasMenu(hasMenu) {
    this.#hasMenu = hasMenu;
    this.#arrange();
  }

  #arrange() {
    const isKeyboard = this.#isKeyboard || !this.#hasMenu;
    at("to-menu").hidden = !this.#hasMenu;
    at("menu-row").hidden = isKeyboard;
    at("composer").hidden = !isKeyboard;
    if (!isKeyboard) this.#showPanel(false);
  }

  #switch(isKeyboard) {
    this.#isKeyboard = isKeyboard;
    rememberKeyboard(isKeyboard);
    this.#arrange();
    at(isKeyboard ? "input" : "to-keyboard").focus();
  }

  // At a desk people begin to type; the box opens for them.
  #typedAtMenu(event) {
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isFree = document.activeElement === document.body || at("menu-row").contains(document.activeElement);
    if (isLetter && isFree && !at("menu-row").hidden && !at("chat").hidden) this.#switch(true);
  }

  #key(event) {
    // Safari ends the composition before it reports Enter; the key code 229 still tells.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #fit() {
    const input = at("input");
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
    const isEmpty = !input.value.trim();
    at("send").hidden = isEmpty;
    at("more").hidden = !isEmpty;
  }

  #send() {
    const text = at("input").value.trim();
    if (text) this.does.say(text);
    at("input").value = "";
    this.#fit();
    at("input").focus();
  }

  #showPanel(isShown) {
    at("panel").hidden = !isShown;
    at("more").setAttribute("aria-expanded", String(isShown));
  }

  #give(what) {
    this.#showPanel(false);
    this.does.give(what);
  }
}
