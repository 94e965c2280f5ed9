"""Do with the Python SDK what a command of ours does: `sdk.py ENDPOINT WHAT [ARGUMENT…]`."""

import asyncio
import sys

import bittensor as bt


async def balance(client, address):
    """What an account has, and the value of its stakes."""
    await client.balances.get(address)
    await client.read("stake_value_for_coldkey", coldkey_ss58=address)


async def subnets(client):
    """All subnets, with their prices."""
    await client.subnets.all()
    await client.prices.alpha_prices()


async def watch(client, netuid):
    """All neurons of a subnet with each block, as miners' loops do; one line once they are read."""
    async for _header in client.blocks():
        await client.subnets.metagraph(int(netuid), commitments=False)
        print("read", flush=True)


async def register(client, netuid, wallet, directory):
    """Register a wallet's hotkey."""
    intent = bt.intents.BurnedRegister(netuid=int(netuid))
    result = await client.execute(intent, bt.Wallet(wallet, "default", directory))
    if not result.success:
        sys.exit(result.message)


async def main(endpoint, what, *arguments):
    subtensor = bt.Subtensor(endpoint, fallback_endpoints=[], archive_endpoints=[])
    async with subtensor as client:
        await work[what](client, *arguments)


work = {
    "balance": balance,
    "subnets": subnets,
    "watch": watch,
    "register": register,
}

asyncio.run(main(*sys.argv[1:]))
