"use strict";

// What the page shows, for whoever judges it from outside.
function show(state, title) {
  document.body.dataset.state = state;
  if (title) document.title = title;
}

function text(id, value) {
  document.getElementById(id).textContent = value;
}

const PRODUCTS = [
  ["Steel kettle", 39], ["Glass kettle", 45], ["Travel kettle", 24], ["Teapot", 29], ["Desk lamp", 35],
  ["Floor lamp", 89], ["Wool blanket", 59], ["Garden chair", 49], ["Office chair", 139], ["Book shelf", 79],
  ["Wall clock", 22], ["Alarm clock", 18], ["Coffee mill", 42], ["Bread knife", 27], ["Soup pot", 55],
  ["Frying pan", 38], ["Door mat", 16], ["Umbrella", 21], ["Back pack", 65], ["Water bottle", 14],
].map(([name, price], id) => ({ id, name, price }));
