/**
Pull the model of a hub's server in a process of its own, to be killed: `node test/helpers/pull-model.ts URL DIRECTORY`.
*/
import process from 'node:process';
import {chooseFiles} from '../../../src/models/hub/choose-files.ts';
import {createHub} from '../../../src/models/hub/hub.ts';
import {pullModel} from '../../../src/models/hub/pull.ts';

const [endpoint, directory = ''] = process.argv.slice(2);
const {signal} = new AbortController();
const report = () => undefined;
const source = createHub({endpoint, report});
const repository = await source.describe('org/model', 'main', signal);
await pullModel({
	source,
	repository,
	choice: chooseFiles(repository),
	directory,
	name: 'chat',
	task: 'text',
	report,
	signal,
});
