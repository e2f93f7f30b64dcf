// Runs one benchmark in a process of its own: beside bundlers and browsers, or after another benchmark, engines make other code of it.
const [, , file] = process.argv;
const { run } = await import(file);
process.send(await run());
