// The time by which others are told how long ago something was. It is looked at often enough for that, and no oftener.

const EVERY = 15_000;

class Now {
  value = $state(Date.now());

  constructor() {
    setInterval(() => this.look(), EVERY);
    document.addEventListener("visibilitychange", () => this.look());
  }

  look(): void {
    this.value = Date.now();
  }
}

export const now = new Now();
