// Elements from text. Everything that a person or the account wrote goes in as text, never as markup.

/** Return an element with this class and these children; strings become text. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Return a button that does `onPress`; `testId` names it for tests. */
export function makeButton(className, onPress, testId, ...children) {
  const button = make("button", className, ...children);
  button.type = "button";
  if (testId) button.dataset.testid = testId;
  button.addEventListener("click", onPress);
  return button;
}

/** Put these children into the element only when `key` differs from what it shows, so that focus and scroll survive polling. */
export function showOnce(element, key, makeChildren) {
  const wanted = JSON.stringify(key);
  if (element.dataset.shows === wanted) return;
  element.dataset.shows = wanted;
  element.replaceChildren(...makeChildren());
}
