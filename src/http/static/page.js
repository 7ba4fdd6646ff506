// The results page works without this. With it, filters and order apply as they are chosen, and whoever chooses several with
// the keyboard goes on where they were. Every choice is a normal navigation, so the way back is the browser's.

const PLACE = "wellspring-filter";
// On a phone the filters cover the results: there, a button shows them.
const LARGE = matchMedia("(min-width: 60rem)");
const form = document.getElementById("filters");

if (form) {
  form.dataset.live = "";
  form.addEventListener("formdata", leaveOutTheUsual);
  form.addEventListener("change", apply);
  document.getElementById("sort")?.addEventListener("change", submit);
  // On the way back, the boxes say what the address says, and not what was chosen on it last.
  addEventListener("pageshow", () => form.reset());
  goOn();
}

function apply({ target }) {
  if (!LARGE.matches || target.name !== "filter") return;
  remember(target);
  submit();
}

function submit() {
  form.requestSubmit();
}

function leaveOutTheUsual({ formData }) {
  if (!formData.get("sort")) formData.delete("sort");
}

function remember({ value }) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ value, top: scrollY }));
  } catch {
    // A browser that may not store anything begins at the top.
  }
}

function goOn() {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
  } catch {
    return;
  }
  const box = place && [...form.elements].find((element) => element.type === "checkbox" && element.value === place.value);
  if (!box) return;
  for (let around = box.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  box.focus({ preventScroll: true });
  scrollTo({ top: place.top, behavior: "instant" });
}
