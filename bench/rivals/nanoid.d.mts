// Written by hand, as the others here, so that the types of the benchmarks need no rival to be installed.
export function customAlphabet(alphabet: string, length: number): () => string;
