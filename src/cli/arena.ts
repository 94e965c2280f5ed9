import {connectChain} from '../chain/connect.ts';
import {runRivals} from '../arena/rivals.ts';
import {runValidators} from '../arena/validators.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {chooseMinerAddress} from '../rig/miner-address.ts';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';
import {createProgram, parseProgram} from './program.ts';
import {writeLines} from './output.ts';

/** Run one side of a devnet's arena until the parent exits or a signal arrives: `btop arena validators --network ws://…`. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'arena',
		summary: 'one side of a devnet’s arena',
	})
		.argument('<side>', 'validators or rivals')
		.requiredOption('-n, --network <url>', 'the devnet')
		.action(async (side: string, {network}: {readonly network: string}) => {
			const {signal, stdout, entry} = context;
			const client = await connectChain({url: network, signal});
			const options = {
				client,
				signal,
				report(line: string) {
					writeLines(stdout, [line]);
				},
			};
			try {
				await play(side, {
					...options,
					modelsDirectory: shippedModelsDirectory(entry),
					host: chooseMinerAddress({isLocal: true}).bind,
				});
			} finally {
				client.close();
			}
		});
	await parseProgram(program, context.argv);
}

async function play(side: string, options: Parameters<typeof runRivals>[0]) {
	switch (side) {
		case 'validators': {
			return runValidators(options);
		}

		case 'rivals': {
			return runRivals(options);
		}

		default: {
			throw new UsageError(`\`${side}\` is not a side of the arena`);
		}
	}
}
