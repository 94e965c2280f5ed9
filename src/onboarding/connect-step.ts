import {connect} from '../rig/network/connect.ts';
import type {WalkStep} from './walk.ts';

export const connectStep: WalkStep = {
	id: 'network',
	title: 'network',
	isMet: async ({found: {client, url}}) =>
		client?.status.getSnapshot().state === 'connected' ? {said: `connected to ${url!}`} : undefined,
	async run({world, found}) {
		const {client, network, url, started} = await connect(world);
		found.client = client;
		found.url = url;
		found.devnet = started;
		const {number} = client.head.getSnapshot();
		return {
			said: `${network.name === url ? url : `${network.name} at ${url}`}, block ${number}${network.real ? '' : '; no real TAO'}`,
		};
	},
};
