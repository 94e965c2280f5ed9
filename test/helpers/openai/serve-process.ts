import {type Ended, btop} from '../btop.ts';

/** A running `btop serve`. */
export type ServeProcess = {
	readonly url: string;
	readonly model: string;
	readonly pid: number;
	readonly kill: (signal: NodeJS.Signals) => void;
	readonly ended: Promise<Ended>;
};

/**
Run `btop serve` until it says that it is ready.

@param words Its options, apart from `--json` and a free port.
*/
export async function startServeProcess(words: readonly string[]): Promise<ServeProcess> {
	const ready = Promise.withResolvers<string>();
	const started = Promise.withResolvers<ServeProcess['kill']>();
	const ended = btop(['serve', '--json', '--port', '0', ...words], {
		onStart(child) {
			child.stdout!.once('data', ready.resolve);
			started.resolve(signal => {
				child.kill(signal);
			});
		},
	});
	const failed = (async (): Promise<never> => {
		const {stdout, stderr} = await ended;
		throw new Error(`It ended: ${stdout}${stderr}`);
	})();
	failed.catch(() => undefined);
	const kill = await started.promise;
	const said = await Promise.race([ready.promise, failed]);
	const {ok, ...told} = JSON.parse(said) as Record<string, any>;
	if (!ok) {
		throw new Error(`It ended: ${said}`);
	}

	const {url, model, pid} = told as Pick<ServeProcess, 'url' | 'model' | 'pid'>;
	return {url, model, pid, kill, ended};
}
