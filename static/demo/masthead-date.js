// The masthead carries today's date, as a paper does. Without scripts the printed date of the markup stays.
const date = document.getElementById("masthead-date");
if (date) {
  const now = new Date();
  date.dateTime = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  date.textContent = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  })
    .format(now)
    .replace(",", "");
}
