/**
Find the file that a worker thread starts from, in both layouts of the program.

From source it lies beside the module that asks; in the bundle, where modules are merged into chunks, `scripts/bundle.ts` gives every worker a stable name in `workers/`.

@param name The worker's file without its extension.
@param caller `import.meta.url` of the module that asks.

@example
```
new Worker(workerUrl('verify-worker', import.meta.url));
```
*/
export function workerUrl(name: string, caller: string): URL {
	return caller.endsWith('.ts')
		? new URL(`${name}.ts`, caller)
		: new URL(`workers/${name}.js`, caller);
}
