/** How a text of the command line becomes a whole number. */
export const wholeNumber = (from: number, to: number) => ({
  expected: `a whole number from ${from} to ${to}`,
  of: (text: string) =>
    /^(0|[1-9]\d*)$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined,
});
