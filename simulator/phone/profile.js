// The page of the account: what a person sees before following, and behind the three dots of the chat.

import { store } from "./store.js";

const at = (id) => document.getElementById(id);

function show(isOpen) {
  const follows = Boolean(store.person?.follows);
  const isShown = isOpen || !follows;
  at("profile").hidden = !isShown;
  at("profile-back").hidden = !follows;
  at("follow").hidden = follows;
  at("enter").hidden = !follows;
  at("unfollow-here").hidden = !follows;
  at("chat").inert = isShown || !at("webview").hidden;
  at("chat").classList.toggle("is-covered", isShown);
}

/** Wire the page and its buttons. */
export function wireProfile() {
  let isOpen = false;
  const open = (value) => {
    isOpen = value;
    show(isOpen);
  };
  at("to-profile").addEventListener("click", () => {
    open(true);
    at("profile-back").focus();
  });
  for (const id of ["profile-back", "enter"]) {
    at(id).addEventListener("click", () => {
      open(false);
      at("to-profile").focus();
    });
  }
  at("follow").addEventListener("click", () => store.act("follow"));
  at("unfollow-here").addEventListener("click", async () => {
    await store.act("unfollow");
    open(false);
    at("follow").focus();
  });
  store.on("person", () => (isOpen = false));
  store.on("state", () => {
    at("profile-name").textContent = store.state.account?.name || "乐业西青";
    at("certified").hidden = store.state.account?.is_certified === false;
    at("profile-person").textContent = store.person?.name ?? "";
    show(isOpen);
  });
}
