"""Ask a server by OpenAI's client for Python in every way that btop offers, and print what came, as JSON."""

import json
import sys

import openai

client = openai.OpenAI(max_retries=0)
model = client.models.list().data[0].id
messages = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Say hello."}]


def chat():
    reply = client.chat.completions.create(model=model, messages=messages, max_tokens=5, temperature=0, seed=1)
    choice = reply.choices[0]
    return [choice.message.role, choice.message.content, choice.finish_reason, reply.usage.completion_tokens]


def chat_stream():
    text, roles, usage, finish = "", [], None, None
    with client.chat.completions.create(
        model=model, messages=messages, max_tokens=5, temperature=0, stream=True, stream_options={"include_usage": True}
    ) as stream:
        for chunk in stream:
            if chunk.usage:
                usage = chunk.usage.completion_tokens
            for choice in chunk.choices:
                roles.append(choice.delta.role)
                text += choice.delta.content or ""
                finish = choice.finish_reason or finish
    return [roles[0], text, finish, usage]


def completion():
    reply = client.completions.create(model=model, prompt="Once upon a time", max_tokens=4, temperature=0)
    return [reply.choices[0].text, reply.choices[0].finish_reason, reply.usage.completion_tokens]


def completion_stream():
    chunks = client.completions.create(model=model, prompt="Once upon a time", max_tokens=4, temperature=0, stream=True)
    return "".join(chunk.choices[0].text for chunk in chunks)


def hang_up():
    stream = client.completions.create(model=model, prompt="Once", max_tokens=2000, temperature=0, stream=True)
    next(iter(stream))
    stream.close()
    return True


def embeddings():
    # It asks for base64 unless told otherwise.
    reply = client.embeddings.create(model=model, input=["a", "bb"])
    return [[round(number, 4) for number in one.embedding] for one in reply.data]


def refusals():
    found = []
    for ask in (
        lambda: client.chat.completions.create(model="nobody", messages=messages),
        lambda: client.chat.completions.create(model=model, messages=messages, n=2),
        lambda: client.chat.completions.create(model=model, messages=[]),
        lambda: openai.OpenAI(api_key="wrong", max_retries=0).models.list(),
    ):
        try:
            ask()
            found.append("answered")
        except openai.APIStatusError as error:
            found.append([type(error).__name__, error.status_code, error.code])
    return found


works = {one.__name__: one for one in (chat, chat_stream, completion, completion_stream, hang_up, embeddings, refusals)}
print(json.dumps({"model": model, **{name: works[name]() for name in sys.argv[1:]}}))
