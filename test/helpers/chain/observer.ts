import {ApiPromise, WsProvider} from '@polkadot/api';

export type Neuron = {
	readonly uid: number;
	readonly hotkey: string;
	readonly incentive: number;
	readonly emission: bigint;
	readonly registeredAt: number;
	readonly validatorPermit: boolean;
};

/** An onlooker who shares no code with the program: `@polkadot/api` over the same socket. */
export type Observer = {
	readonly api: ApiPromise;
	readonly head: () => Promise<number>;
	/** The neurons of a subnet as of a block. */
	readonly neurons: (netuid: number, block: number) => Promise<readonly Neuron[]>;
	/** A number of the SubtensorModule as of a block, such as `Burn` of a netuid. */
	readonly amount: (block: number, item: string, ...keys: readonly unknown[]) => Promise<bigint>;
	readonly balance: (address: string, block: number) => Promise<bigint>;
	/** Rao for one alpha as of a block. */
	readonly price: (netuid: number, block: number) => Promise<bigint>;
	readonly close: () => Promise<void>;
};

export async function observe(url: string): Promise<Observer> {
	const api = await ApiPromise.create({provider: new WsProvider(url), noInitWarn: true});
	const at = async (block: number) => api.at(await api.rpc.chain.getBlockHash(block));
	const read = async (block: number, item: string, ...keys: readonly unknown[]) =>
		(await at(block)).query.subtensorModule![item]!(...keys);
	return {
		api,
		head: async () => (await api.rpc.chain.getHeader()).number.toNumber(),
		async neurons(netuid, block) {
			const keys = await (await at(block)).query.subtensorModule!.keys!.entries(netuid);
			const list = async (item: string) => (await read(block, item, netuid)).toJSON() as any[];
			const [incentive, emission, permits] = await Promise.all(
				['incentive', 'emission', 'validatorPermit'].map(async item => list(item)),
			);
			const registered = await (
				await at(block)
			).query.subtensorModule!.blockAtRegistration!.entries(netuid);
			const since = new Map(registered.map(([key, value]) => [Number(key.args[1]), Number(value)]));
			return keys
				.map(([key, hotkey]) => ({uid: Number(key.args[1]), hotkey: hotkey.toString()}))
				.toSorted((left, right) => left.uid - right.uid)
				.map(({uid, hotkey}) => ({
					uid,
					hotkey,
					incentive: Number(incentive![uid] ?? 0),
					emission: BigInt((emission![uid] as number | string | undefined) ?? 0),
					registeredAt: since.get(uid) ?? 0,
					validatorPermit: permits![uid] === true,
				}));
		},
		amount: async (block, item, ...keys) => BigInt((await read(block, item, ...keys)).toString()),
		async balance(address, block) {
			const account = (await (await at(block)).query.system!.account!(address)) as any;
			return account.data.free.toBigInt() as bigint;
		},
		async price(netuid, block) {
			const price = await (await at(block)).call.swapRuntimeApi!.currentAlphaPrice!(netuid);
			return BigInt(price.toString());
		},
		close: async () => api.disconnect(),
	};
}
