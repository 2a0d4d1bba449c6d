/** A pause that can be ended early. */
export class Pause {
  private end: (() => void) | undefined;

  async wait(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.end = undefined;
  }

  stop(): void {
    this.end?.();
  }
}
