// A question that another page or a printed code brings along: behind the #, so that no server and no log ever gets it.

const NAME = "#ask=";

/** Put the question of the address into the box, for the person to send or to change; the address forgets it. */
export function takeAsked(words) {
  if (!location.hash.startsWith(NAME)) return;
  try {
    words.value = decodeURIComponent(location.hash.slice(NAME.length)).slice(0, words.maxLength);
  } catch {
    // What somebody has cut off is no question.
  }
  history.replaceState(null, "", location.pathname);
  words.dispatchEvent(new Event("input"));
  words.focus();
}
