import {createVerifier} from '../crypto/verifier.ts';
import {listRivals, readCatalogue} from '../models/catalogue.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {arenaHotkey, rivalsPerSubnet} from './accounts.ts';
import {runRival} from './rival.ts';
import {type ArenaOptions, getFields} from './validators.ts';

export type RivalsOptions = ArenaOptions & {
	/** The folder of the rivals' models. */
	readonly modelsDirectory: string;
	/** The address they listen on. The chain refuses 127.0.0.1. */
	readonly host: string;
};

/** Run the arena's rival miners on every mineable subnet, until aborted or until the last one has lost its UID. */
export async function runRivals({
	client,
	signal,
	report,
	modelsDirectory,
	host,
}: RivalsOptions): Promise<void> {
	const catalogue = await readCatalogue({directory: modelsDirectory});
	const fields = await getFields(client);
	const verifier = createVerifier();
	try {
		await Promise.all(
			fields.flatMap(({netuid, task}) =>
				listRivals(catalogue, {task: task.id})
					.slice(0, rivalsPerSubnet)
					.map(async ({path}, index) => {
						const signer = arenaHotkey('rival', netuid, index);
						if ((await getUid(client, {netuid, hotkey: signer.address})) !== undefined) {
							await runRival({
								client,
								netuid,
								signer,
								task,
								model: path,
								host,
								verifier,
								signal,
								report,
							});
						}
					}),
			),
		);
	} finally {
		await verifier.close();
	}
}
