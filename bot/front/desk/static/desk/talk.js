// The talk: Enter sends, what was sent leaves the field, sentences from beside it are put into the field, the newest line stays in sight.

import { forget, keep, kept } from "./drafts.js";

const field = document.querySelector("[data-say] textarea");
const log = document.getElementById("talk");

const toEnd = () => {
  if (log) log.scrollTop = log.scrollHeight;
};

function put(text) {
  if (!field) return;
  field.value = field.value ? `${field.value.trimEnd()}\n${text}` : text;
  field.focus();
  keep(field);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-put]");
  if (button) put(button.dataset.put);
});

field?.addEventListener("keydown", (event) => {
  // While a word is being composed, Enter chooses it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (field.value.trim()) field.form.requestSubmit();
});

field?.form.addEventListener("htmx:afterRequest", (event) => {
  if (event.target !== field.form || !event.detail.successful) return;
  field.value = "";
  forget(field);
  field.focus();
});

if (field) {
  // What was typed before this script was there is newer than what was kept.
  if (field.value) keep(field);
  else field.value = kept(field);
  field.addEventListener("input", () => keep(field));
}

log?.addEventListener("htmx:afterSettle", () => {
  const fresh = log.querySelector("[data-fresh-word]");
  // Each line has a word of its own, so that a line that is sent twice is said once.
  if (fresh && field && !field.value) field.form.elements.word.value = fresh.dataset.freshWord;
  toEnd();
});

toEnd();
