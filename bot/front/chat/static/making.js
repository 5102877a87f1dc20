// Elements from text. Everything that a person or the server wrote goes in as text, never as markup.

/** Return an element with this class and these children; strings become text. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
