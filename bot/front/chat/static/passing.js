// What one can do with an answer: hear it, copy it, pass it on, print it. A browser that cannot do one of these does not offer it.

import { make } from "./making.js";
import { plainly } from "./outline.js";

const SAID_SECONDS = 3;
// Marks and tags are for eyes.
const UNSPOKEN = /〔[^〕]*〕|[①-⑳✓✗]|https?:\/\/\S+/g;

function sourceLines(sources) {
  const named = sources.map((each) => [each.title, each.document_number, each.clause].filter(Boolean).join(" "));
  return named.length ? [`依据：${[...new Set(named)].join("；")}`] : [];
}

/** Return the text of an answer as it is passed on: with its date, its sources and where it is from; nothing of the person. */
export function passedOn(reply) {
  const dated = reply.sources.length ? [`（按${reply.on}的规定答复，以经办机构核定为准）`] : [];
  return [plainly(forwarded(reply)), ...dated, ...sourceLines(reply.sources), `${document.title} ${location.origin}/`].join("\n");
}

// What was understood of the person stays out of what is passed on.
function forwarded(reply) {
  return reply.outline ? { ...reply, outline: { ...reply.outline, opening: reply.sources.length && !reply.verdict ? reply.outline.opening : "", notes: [] } } : reply;
}

function speak(reply, button) {
  const isSpeaking = speechSynthesis.speaking;
  speechSynthesis.cancel();
  if (isSpeaking && button.getAttribute("aria-pressed") === "true") return button.setAttribute("aria-pressed", "false");
  const spoken = new SpeechSynthesisUtterance(plainly(reply).replace(UNSPOKEN, ""));
  spoken.lang = "zh-CN";
  spoken.rate = 0.9;
  spoken.onend = spoken.onerror = () => button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", "true");
  speechSynthesis.speak(spoken);
}

async function copy(reply, button) {
  try {
    await navigator.clipboard.writeText(passedOn(reply));
    say(button, "已复制");
  } catch {
    say(button, "没有复制成，请长按文字选");
  }
}

function say(button, words) {
  const before = button.textContent;
  button.textContent = words;
  setTimeout(() => (button.textContent = before), SAID_SECONDS * 1000);
}

function share(reply) {
  // Whoever changes their mind closes the sheet, which is reported as a failure.
  navigator.share({ title: document.title, text: passedOn(reply) }).catch(() => {});
}

// The square code on paper leads to the guide of the policy; where it cannot be had, the paper goes without.
async function codeOnPaper(message, policy) {
  if (message.querySelector(".paper-code")) return;
  const code = Object.assign(new Image(), { src: `/guides/${encodeURIComponent(policy)}/code.svg`, alt: "这项政策的服务指南" });
  const carried = make("div", "paper-code", code, make("p", "", "手机扫一扫，看这项政策的服务指南"));
  message.append(carried);
  await code.decode().catch(() => carried.remove());
}

async function print(message, policy) {
  if (policy) await codeOnPaper(message, policy);
  message.classList.add("printed");
  document.body.classList.add("printing");
  addEventListener("afterprint", () => {
    message.classList.remove("printed");
    document.body.classList.remove("printing");
  }, { once: true });
  window.print();
}

function action(label, onClick) {
  const button = make("button", "pass", label);
  button.type = "button";
  button.addEventListener("click", () => onClick(button));
  return button;
}

/** Return the row of actions below an answer; `message` is the element that is printed. */
export function passingRow(reply, message) {
  const row = make("div", "passing");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "这条回答");
  if ("speechSynthesis" in window) {
    const reading = action("朗读", (button) => speak(reply, button));
    reading.setAttribute("aria-pressed", "false");
    row.append(reading);
  }
  if (navigator.clipboard) row.append(action("复制", (button) => copy(reply, button)));
  if (navigator.share) row.append(action("转发", () => share(reply)));
  row.append(action("打印", () => print(message, reply.policy)));
  return row;
}
