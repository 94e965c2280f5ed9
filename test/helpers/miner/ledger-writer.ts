/**
Record queries in the ledger named, one after the other, and say the number of each once it is committed, until killed.
*/
import process from 'node:process';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../../src/ledger/queries/query-recorder.ts';

const ledger = openLedger({file: process.argv[2]!});
const {record} = createQueryRecorder(ledger, {
	miner: {network: 'devnet', netuid: 3, hotkey: '5F'},
});
for (let number = 1; ; number++) {
	await record({time: number, validator: '5V', outcome: 'answered', milliseconds: 1, batch: 1});
	process.send!(number);
}
