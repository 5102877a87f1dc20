// The desk's lookup: copies the block to forward, prints, and lets "/" go to the field. Everything else works without it.

const DONE = "已复制";
const BY_HAND = "请长按或按 Ctrl+C 复制";

async function copy(button) {
  const text = button.closest("article").querySelector("textarea[readonly]");
  button.closest("article").querySelector(".forward").open = true;
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    button.textContent = DONE;
  } catch {
    button.textContent = BY_HAND;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.classList.contains("copy")) copy(button);
  if (button?.classList.contains("print")) print();
});

document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  if (event.key !== "/" || !field || ["INPUT", "TEXTAREA", "SELECT"].includes(document.activeElement.tagName)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
