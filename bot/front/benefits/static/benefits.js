// Printing and passing on the page 我能领什么. The page works without this; what is passed on is its address, nothing of the person.

const passing = document.getElementById("passing");

async function forward(button) {
  const url = location.origin + location.pathname;
  const { title, text } = button.dataset;
  if (navigator.share) return navigator.share({ title, text, url }).catch(() => {});
  try {
    await navigator.clipboard.writeText(`${text} ${url}`);
    button.textContent = "网址已复制";
  } catch {
    button.textContent = url;
  }
}

if (passing) {
  passing.hidden = false;
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("forward").addEventListener("click", (event) => forward(event.currentTarget));
}
