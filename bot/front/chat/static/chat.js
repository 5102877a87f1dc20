// The chat page: what is remembered, what is shown, what is sent.

import { myPage, newKey, rateAnswer, takeWaiting } from "./api.js";
import { takeAsked } from "./asked.js";
import { answerBubbles, noteBubble, officeBubble, personBubble } from "./bubbles.js";
import { clockLine } from "./clock.js";
import { wireComposer } from "./composer.js";
import { wireLatest } from "./latest.js";
import { make } from "./making.js";
import { isLargeText, loadConversation, rememberLargeText, saveConversation } from "./memory.js";
import { latestKnown, openBenefits, wireMenu } from "./menu.js";
import { Outbox } from "./outbox.js";
import { wireVoice } from "./voice.js";

const NO_NETWORK = "网络断开了。您的话已经记下，连上网后会自动发送。";
const NO_ANSWER = "暂时连不上服务，正在自动重试，请稍等。";
const ASKS = ["clarify", "verdict"];
// Often only while someone from the office speaks, or was asked to.
const SECONDS_WHILE_EXPECTED = 4;
const SECONDS_OTHERWISE = 300;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

const at = (id) => document.getElementById(id);
const log = at("log");
const outbox = new Outbox(loadConversation(), { changed, answered, failed, online });

// Each question with what came of it, so that an answer stands under its own question, whatever was asked meanwhile.
const exchanges = new Map();

// When what is shown last was said.
let shownAt = null;
let nextLook = null;
let isExpected = false;

function changed() {
  saveConversation(outbox.conversation);
  at("typing").hidden = !(outbox.isBusy && outbox.waiting());
}

function scrollTo(element) {
  const behavior = CALM.matches ? "auto" : "smooth";
  // A long answer is read from its beginning, a short one is shown above the box.
  const isLong = element.offsetHeight > at("scroller").clientHeight * 0.6;
  element.scrollIntoView({ behavior, block: isLong ? "start" : "nearest" });
}

// A typed number stands for one of the latest choices: its words are shown, as if it had been pressed. A notice asks by itself.
function meant(text) {
  const last = outbox.conversation.entries.at(-1)?.replies ?? [];
  if (last.some((reply) => reply.outcome === "notice")) return undefined;
  const offered = log.querySelectorAll("ol.choices:not(.past) .choice");
  return offered[Number(text.normalize("NFKC")) - 1]?.lastChild.textContent;
}

function say(text, body) {
  const entry = { who: "person", text, at: Date.now(), label: body.choice ? undefined : meant(text), body, key: newKey(), state: "waiting" };
  outbox.conversation.entries.push(entry);
  show(entry);
  flush();
}

function flush() {
  const sending = outbox.flush();
  changed();
  if (!at("typing").hidden) scrollTo(at("typing"));
  return sending;
}

function answered(replies, asked) {
  at("typing").hidden = true;
  // No reply: a person from the office has heard it.
  if (replies.length) told({ who: "assistant", at: Date.now(), replies }, asked);
  if (!replies.length || replies.some((reply) => reply.outcome === "handoff")) showWaiting();
}

function failed(entry, message) {
  const note = { who: "page", text: message, again: { text: entry.text, body: entry.body } };
  outbox.conversation.entries.push(note);
  show(note);
}

function online(isOnline) {
  const banner = at("banner");
  banner.hidden = isOnline;
  banner.textContent = isOnline ? "" : navigator.onLine ? NO_ANSWER : NO_NETWORK;
}

function show(entry, asked) {
  const bubbles = bubblesOf(entry);
  const home = exchangeOf(entry, asked);
  home.append(...clockLine(entry.at, shownAt), ...bubbles);
  shownAt = entry.at ?? shownAt;
  scrollTo(bubbles[bubbles.length - 1]);
  // What was asked stays in sight above its answer.
  if (entry.who === "assistant") scrollTo(home === log ? bubbles[0] : home);
}

function exchangeOf(entry, asked) {
  if (entry.who === "person") {
    const exchange = make("div", "exchange");
    exchanges.set(entry, exchange);
    log.append(exchange);
    return exchange;
  }
  return exchanges.get(asked) ?? log.querySelector(".exchange:last-child") ?? log;
}

function bubblesOf(entry) {
  if (entry.who === "person") return [personBubble(entry)];
  if (entry.who === "office") return [officeBubble(entry)];
  if (entry.who === "page") return [noteBubble(entry.text, () => say(entry.again.text, entry.again.body))];
  if (entry.replies.some((reply) => reply.choices.length || ASKS.includes(reply.outcome))) retireNumbers();
  return answerBubbles(entry.replies, {
    onChoose: (choice) => say(choice.label, { choice: choice.id }),
    onRate: rate,
    onAsk: (text) => say(text, { text }),
    onBenefits: openBenefits,
  });
}

async function rate(reply, useful) {
  const isKept = await rateAnswer(outbox.conversation.session, reply.rating, useful);
  if (isKept) {
    reply.rated = useful;
    changed();
  }
  return isKept;
}

// Digits mean the latest offer; older choices can still be pressed, but show no digit to type.
function retireNumbers() {
  for (const list of log.querySelectorAll("ol.choices")) list.classList.add("past");
}

function clear() {
  if (outbox.conversation.entries.length && !confirm("要清空这段对话吗？清空后找不回来。")) return;
  outbox.restart({ session: null, entries: [] });
  log.replaceChildren();
  exchanges.clear();
  shownAt = null;
  online(true);
  changed();
  at("words").focus();
}

// The page of subscriptions and own data belongs to this conversation; a short-lived link leads there.
async function openMine(event) {
  event.preventDefault();
  const { session } = outbox.conversation;
  const address = session && (await myPage(session));
  if (address) location.assign(address);
  else alert("先问一句话，这里才有您的数据。");
}

// What the page has shown of what it got last: told with the next request.
let seen = { notices: [], lines: [] };

// Notices that the person agreed to get, and what the office says: told where the conversation is.
async function showWaiting() {
  clearTimeout(nextLook);
  const { session } = outbox.conversation;
  const waiting = session && (await takeWaiting(session, seen));
  if (session !== outbox.conversation.session) return;
  for (const notice of waiting ? waiting.notices : []) {
    if (isNew(`notice ${notice.id}`)) answered([{ text: notice.text, outcome: "notice", sources: [], choices: [] }], null);
  }
  for (const line of waiting ? waiting.lines : []) {
    if (isNew(`line ${line.id}`)) told({ who: "office", at: Date.parse(line.at), name: line.name, text: line.text });
  }
  if (waiting) {
    seen = { notices: waiting.notices.map((each) => each.id), lines: waiting.lines.map((each) => each.id) };
    at("speaking").hidden = !waiting.speaking;
    at("speaking").textContent = waiting.speaking ? `现在和您说话的是${waiting.speaking}（就业红娘），不是机器人` : "";
    isExpected = waiting.is_expected;
  }
  const isSeen = document.visibilityState === "visible";
  if (session && isSeen) nextLook = setTimeout(showWaiting, (isExpected ? SECONDS_WHILE_EXPECTED : SECONDS_OTHERWISE) * 1000);
}

// What was shown comes again until the server heard so, perhaps only after the page was opened anew.
function isNew(name) {
  const shown = (outbox.conversation.shown ||= []);
  if (shown.includes(name)) return false;
  shown.push(name);
  return true;
}

function told(entry, asked) {
  const { entries } = outbox.conversation;
  let place = entries.length;
  if (asked && entries.includes(asked)) {
    place = entries.indexOf(asked) + 1;
    while (place < entries.length && entries[place].who !== "person") place += 1;
  }
  entries.splice(place, 0, entry);
  show(entry, asked);
  changed();
}

// A growing box or a phone's keyboard takes height away; what was last said must not slide behind it.
function stayAtEnd() {
  const scroller = at("scroller");
  let isAtEnd = false;
  scroller.addEventListener("scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
  });
  new ResizeObserver(() => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  }).observe(scroller);
}

function setLargeText(isLarge) {
  document.documentElement.classList.toggle("large-text", isLarge);
  at("large-text").setAttribute("aria-pressed", String(isLarge));
}

function start() {
  setLargeText(isLargeText());
  stayAtEnd();
  at("large-text").addEventListener("click", () => {
    const isLarge = at("large-text").getAttribute("aria-pressed") !== "true";
    rememberLargeText(isLarge);
    setLargeText(isLarge);
    if (log.lastElementChild) scrollTo(log.lastElementChild);
  });
  at("clear").addEventListener("click", clear);
  at("mine").addEventListener("click", openMine);
  wireMenu(at("more"), at("menu"));
  for (const link of document.querySelectorAll("[data-benefits]")) {
    link.addEventListener("click", (event) => {
      const known = latestKnown(outbox.conversation.entries);
      if (!known) return;
      event.preventDefault();
      openBenefits(known);
    });
  }
  wireVoice(at("voice"), at("words"));
  at("human").addEventListener("click", () => say("人工", { text: "人工" }));
  for (const example of document.querySelectorAll("[data-text]")) {
    example.addEventListener("click", () => say(example.dataset.text, { text: example.dataset.text }));
  }
  wireComposer(at("composer"), at("words"), at("counter"), (text) => say(text, { text }));
  addEventListener("online", () => {
    online(true);
    flush();
  });
  addEventListener("offline", () => online(false));
  for (const entry of outbox.conversation.entries) show(entry);
  wireLatest(at("foot"), at("scroller"));
  takeAsked(at("words"));
  if (!navigator.onLine) online(false);
  flush();
  showWaiting();
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && showWaiting());
}

start();
