import {accountId, byteArray, bytes} from './bytes.ts';
import {variant} from './composites.ts';
import {unit} from './numbers.ts';
import {defineType, type Type, type ValueOf} from './type.ts';

// On the main chain account indices are `Compact<()>`: zero bytes.
const accountIndex: Type<undefined> = defineType({
	codec: unit.codec,
	name: unit.name,
	describe: numberOf => ({tag: 'compact', value: numberOf(unit)}),
});

/** The address of an account in a call or an extrinsic. Only `Id` and `Address32` resolve to one. */
export const multiAddress = variant(
	['sp_runtime', 'multiaddress', 'MultiAddress'],
	{
		Id: accountId,
		Index: accountIndex,
		Raw: bytes,
		Address32: byteArray(32),
		Address20: byteArray(20),
	},
	{
		parameters: [
			{name: 'AccountId', type: accountId},
			{name: 'AccountIndex', type: unit},
		],
	},
);

export type MultiAddress = ValueOf<typeof multiAddress>;
