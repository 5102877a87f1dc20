// What the browser remembers. The conversation lives as long as the tab, because phones and station computers
// are shared; the text size stays. A browser that forbids storage still works, it only forgets on reload.

const CONVERSATION = "leye.conversation";
const LARGE_TEXT = "leye.large-text";

function attempt(work, otherwise) {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** Return `{session, entries}` of this tab; empty at first. */
export function loadConversation() {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(CONVERSATION)), null);
  return kept && Array.isArray(kept.entries) ? kept : { session: null, entries: [] };
}

export function saveConversation(conversation) {
  attempt(() => sessionStorage.setItem(CONVERSATION, JSON.stringify(conversation)));
}

export function isLargeText() {
  return attempt(() => localStorage.getItem(LARGE_TEXT) === "yes", false);
}

export function rememberLargeText(large) {
  attempt(() => localStorage.setItem(LARGE_TEXT, large ? "yes" : "no"));
}
