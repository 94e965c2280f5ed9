import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import type {Gateway} from '../../helpers/chain/gateway/gateway.ts';
import {type Asked, count} from './count.ts';

/** What others asked for the same; of those that succeeded, since they do not read every runtime. */
export type Peers = {readonly btcli?: Asked; readonly sdk?: Asked};

/** How others are asked for it. */
export type PeerCommands = {
	/** Arguments of `btcli`. */
	readonly btcli?: readonly string[];
	/** Arguments of `sdk.py`, after the endpoint. */
	readonly sdk?: readonly string[];
};

export type Rivals = {
	readonly count: (gateway: Gateway, commands: PeerCommands) => Promise<Peers>;
	/** Start `sdk.py`, which is to be killed, and resolve once it prints something. */
	readonly watch: (
		gateway: Gateway,
		words: readonly string[],
	) => Promise<{readonly stop: () => Promise<void>} | undefined>;
};

const script = path.join(import.meta.dirname, 'sdk.py');

/**
Prepare others' programs.

@param python - The SDK's Python. @default none, so that nothing is counted
@param home - Their home, where they keep metadata.
*/
export function createRivals(
	python: string | undefined,
	{home, wallets}: {readonly home: string; readonly wallets: string},
): Rivals {
	if (python === undefined) {
		return {count: async () => ({}), watch: async () => undefined};
	}

	const options = {
		env: {HOME: home, BT_WALLET_PATH: wallets, PATH: process.env.PATH},
		extendEnv: false,
		reject: false,
		stdin: 'ignore',
	} as const;

	const countOne = async (gateway: Gateway, program: string, words: readonly string[]) => {
		let isDone = false;
		const asked = await count(gateway, async () => {
			const {failed} = await execa(program, words, options);
			isDone = !failed;
		});
		return isDone ? asked : undefined;
	};

	return {
		async count(gateway, commands) {
			const btcli =
				commands.btcli &&
				(await countOne(gateway, path.join(path.dirname(python), 'btcli'), [
					...commands.btcli,
					'--network',
					gateway.url,
					'--json',
				]));
			const ofSdk =
				commands.sdk && (await countOne(gateway, python, [script, gateway.url, ...commands.sdk]));
			return {...(btcli && {btcli}), ...(ofSdk && {sdk: ofSdk})};
		},
		async watch(gateway, words) {
			const child = execa(python, [script, gateway.url, ...words], options);
			const read = await Promise.race([
				once(child.stdout, 'data').then(() => true),
				child.then(() => false),
			]);
			return read
				? {
						async stop() {
							child.kill();
							await child;
						},
					}
				: undefined;
		},
	};
}
