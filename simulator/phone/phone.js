// The phone: wires the chat, the page of an account that is not followed yet, and the web view to the store.

import { Composer } from "./composer.js";
import { wireControls } from "./controls.js";
import { Conversation } from "./conversation.js";
import { buttonsOf, MenuBar } from "./menubar.js";
import { clockTime, momentOf } from "./moments.js";
import { wireProfile } from "./profile.js";
import { store } from "./store.js";
import { WebView } from "./webview.js";

const STATE_EVERY = 2000;
const SOON = 80;
const HERE = { latitude: 39.1413, longitude: 117.0086, label: "天津市西青区人民政府" };

const at = (id) => document.getElementById(id);
const account = () => store.state?.account?.name || "乐业西青";
const webview = new WebView(() => store.openid);
const does = { account, open: openPage, pick: (id, content) => store.act("pick", { id, content }), name: () => store.person?.name || "我" };
const conversation = new Conversation(at("log"), at("scroller"), does);
const menu = new MenuBar(at("menu"), press);
const composer = new Composer({ say: (text) => store.act("text", { text }), give });

conversation.now = () => momentOf(store.state?.now);

function openPage(url) {
  webview.open(url);
}

function press(button) {
  const url = button.type === "view" || button.type === "miniprogram" ? button.url : "";
  if (url) {
    store.act("view", { url });
    openPage(url);
  } else {
    store.act("click", { key: button.key });
  }
}

function give(what) {
  if (what === "location") store.act("location", HERE);
  else store.act(what);
}

function showState(state) {
  const isFollowing = Boolean(store.person?.follows);
  at("phone").dataset.follows = String(isFollowing);
  at("chat").hidden = !isFollowing;
  at("title").textContent = store.person?.typing ? "对方正在输入…" : account();
  at("status-time").textContent = clockTime(momentOf(state.now));
  menu.show(state.menu);
  composer.hasMenu(buttonsOf(state.menu).length > 0);
}

store.on("person", (person) => {
  webview.close();
  conversation.open(person.openid);
});
store.on("state", showState);
store.on("acting", () => setTimeout(() => conversation.poll(), SOON));
store.on("acted", () => conversation.poll());
store.on("online", (isOnline) => (at("offline").hidden = isOnline));

wireProfile();
wireControls();
store.refresh();
setInterval(() => document.hidden || store.refresh(), STATE_EVERY);
