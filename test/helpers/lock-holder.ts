/**
Works under a lock again and again: `node test/helpers/lock-holder.ts FILE ROUNDS`. It ends with 1 if it was not alone; with 0 rounds it says `holds`, and keeps the lock until it is killed.
*/
import {open, rm} from 'node:fs/promises';
import process from 'node:process';
import {withLock} from '../../src/support/files/lock.ts';

const [file = '', rounds = ''] = process.argv.slice(2);
const {signal} = new AbortController();
const options = {purpose: 'be alone', signal};
for (let round = 0; round < Number(rounds); round++) {
	await withLock(file, options, async () => {
		const witness = await open(`${file}.witness`, 'wx');
		await witness.close();
		await rm(`${file}.witness`);
	});
}

if (rounds === '0') {
	await withLock(file, options, async () => {
		process.stdout.write('holds\n');
		await new Promise(resolve => {
			setTimeout(resolve, 600_000);
		});
	});
}
