"""Reads the vectors and derives every answer once more, with nothing but the standard library.

A second reading of the rules in another language, and a sample of how to use the vectors: python3 read_vectors.py vectors.json
"""

import json
import sys

MINUTE = 60_000
FIRST, LAST = -62_135_596_800_000, 253_402_300_799_999
NUMBERS = {
    "defaultLifetimeInMinutes": (10, 43_200),
    "minimumLifetimeInMinutes": (10, 43_200),
    "maximumLifetimeInMinutes": (10, 43_200),
    "defaultLength": (8, 48),
}
DEFAULTS = {
    "id": "TemporaryAccessPass",
    "state": "disabled",
    "defaultLifetimeInMinutes": 60,
    "minimumLifetimeInMinutes": 60,
    "maximumLifetimeInMinutes": 480,
    "defaultLength": 8,
    "isUsableOnce": False,
    "includeTargets": [{"targetType": "group", "id": "all_users"}],
    "excludeTargets": [],
}
SERVICE_SETS = {"id", "temporaryAccessPass", "createdDateTime", "isUsable", "methodUsabilityReason"}
SIGN_IN_ERRORS = {
    "wrongPasscode": 130503,
    "Expired": 130504,
    "OneTimeUsed": 130505,
    "DisabledByPolicy": 130502,
    "NotYetValid": 130507,
}
TABLE = {
    "oneTimeUsed": ("OneTimeUsed", "newPass"),
    "expired": ("Expired", "newPass"),
    "locked": ("DisabledByPolicy", "newPass"),
    "policyDisabled": ("DisabledByPolicy", "policy"),
    "outOfScope": ("DisabledByPolicy", "policy"),
    "oneTimeOnly": ("DisabledByPolicy", "policy"),
    "notYetValid": ("NotYetValid", "wait"),
    "usable": ("EnabledByPolicy", "nothing"),
}


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def in_scope(policy, subject):
    names = {("group", "all_users")}
    if subject is not None:
        names |= {("user", subject["id"])} | {("group", one) for one in subject["groupIds"]}
    named = lambda field: any((one["targetType"], one["id"]) in names for one in policy[field])
    return named("includeTargets") and not named("excludeTargets")


def deciding_rule(vector, policy, now):
    record = vector["pass"]
    end = record["startsAt"] + record["lifetimeInMinutes"] * MINUTE
    if record["isUsableOnce"] and record["redeemedAt"] is not None:
        return "oneTimeUsed"
    if now >= end:
        return "expired"
    if record["failedAttempts"] >= vector.get("failedAttemptLimit", 10):
        return "locked"
    if policy["state"] == "disabled":
        return "policyDisabled"
    if not in_scope(policy, vector.get("subject")):
        return "outOfScope"
    if policy["isUsableOnce"] and not record["isUsableOnce"]:
        return "oneTimeOnly"
    return "notYetValid" if now < record["startsAt"] else "usable"


def usability(vector, policy):
    now, record = vector["now"], vector["pass"]
    rule = deciding_rule(vector, policy, now)
    reason, remedy = TABLE[rule]
    upcoming = None
    for edge in (record["startsAt"], record["startsAt"] + record["lifetimeInMinutes"] * MINUTE):
        later = deciding_rule(vector, policy, edge)
        if edge > now and later != rule:
            upcoming = {"at": edge, "methodUsabilityReason": TABLE[later][0]}
            break
    answer = {"isUsable": rule == "usable", "methodUsabilityReason": reason, "remedy": remedy, "next": upcoming}
    return rule, answer


def request(vector, policy):
    asked, now, subject = vector["request"], vector["now"], vector.get("subject")
    if not isinstance(asked, dict):
        return "wrongType", {"refused": ["wrongType"]}
    given = {name: value for name, value in asked.items() if value is not None}
    start = given.get("startDateTime")
    minutes = given.get("lifetimeInMinutes", policy["defaultLifetimeInMinutes"])
    once = given.get("isUsableOnce", policy["isUsableOnce"])
    start_ok = start is None or is_integer(start)
    types = [start_ok, is_integer(minutes), isinstance(once, bool)]
    refused = ["wrongType"] * types.count(False)
    known = {"startDateTime", "lifetimeInMinutes", "isUsableOnce"} | SERVICE_SETS
    refused += ["unknownProperty" for name in asked if name not in known]
    if policy["state"] == "disabled" or not in_scope(policy, subject):
        refused.append("policyBlocksMethod")
    if subject is not None and subject.get("isExternalGuest", False):
        refused.append("externalGuest")
    shortest, longest = policy["minimumLifetimeInMinutes"], policy["maximumLifetimeInMinutes"]
    if types[1] and not shortest <= minutes <= longest:
        refused.append("lifetimeOutOfRange")
    if once is False and policy["isUsableOnce"]:
        refused.append("multipleUseNotAllowed")
    if start_ok and start is not None and start < now - vector.get("startToleranceInMilliseconds", 0):
        refused.append("startInThePast")
    if start_ok:
        begin = now if start is None else start
        length = minutes if types[1] and 0 <= minutes <= 43_200 else 0
        if begin < FIRST or begin + length * MINUTE > LAST:
            refused.append("startOutOfRange")
    if refused:
        return refused[0], {"refused": refused}
    accepted = {"startDateTime": start, "lifetimeInMinutes": minutes, "isUsableOnce": once}
    return "accepted", {"accepted": accepted}


def target_violations(name, value, flags):
    if not isinstance(value, list):
        return [("wrongType", [name])]
    found = []
    for index, one in enumerate(value):
        if one.get("targetType") not in ("group", "user"):
            found.append(("wrongType", [name, index, "targetType"]))
        if not isinstance(one.get("id"), str) or one["id"] == "":
            found.append(("wrongType", [name, index, "id"]))
        found += [("unknownProperty", [name, index, key]) for key in one if key not in {"targetType", "id", *flags}]
    return found


def policy_check(vector, _policy):
    candidate = vector["candidate"]
    if not isinstance(candidate, dict):
        return "wrongType", {"valid": False, "violations": [{"code": "wrongType", "path": []}]}
    policy = {**DEFAULTS, **candidate}
    found = []
    if policy["id"] != "TemporaryAccessPass":
        found.append(("wrongType", ["id"]))
    if policy["state"] not in ("enabled", "disabled"):
        found.append(("wrongType", ["state"]))
    for name, (least, most) in NUMBERS.items():
        if not is_integer(policy[name]):
            found.append(("wrongType", [name]))
        elif not least <= policy[name] <= most:
            found.append(("outOfRange", [name]))
    if not isinstance(policy["isUsableOnce"], bool):
        found.append(("wrongType", ["isUsableOnce"]))
    found += target_violations("includeTargets", policy["includeTargets"], {"isRegistrationRequired"})
    found += target_violations("excludeTargets", policy["excludeTargets"], set())
    found += [("unknownProperty", [name]) for name in candidate if name not in DEFAULTS]
    shortest, default, longest = (policy[f"{one}LifetimeInMinutes"] for one in ("minimum", "default", "maximum"))
    if all(map(is_integer, (shortest, default, longest))):
        if shortest > longest:
            found.append(("minimumAboveMaximum", ["minimumLifetimeInMinutes"]))
        elif not shortest <= default <= longest:
            found.append(("defaultOutsideLimits", ["defaultLifetimeInMinutes"]))
    if not found:
        return "valid", {"valid": True}
    return found[0][0], {"valid": False, "violations": [{"code": code, "path": path} for code, path in found]}


def redeem(vector, policy):
    now, record = vector["now"], vector["pass"]
    rule = deciding_rule(vector, policy, now)
    after = {name: record[name] for name in ("redeemedAt", "lastUsedAt", "failedAttempts", "version")}
    after["version"] += 1
    if not vector["passcodeMatches"]:
        after["failedAttempts"] += 1
        return "wrongPasscode", {"refusal": "wrongPasscode", "signInError": 130503, "after": after}
    if rule != "usable":
        reason = TABLE[rule][0]
        return rule, {"refusal": reason, "signInError": SIGN_IN_ERRORS[reason], "after": after}
    once = record["isUsableOnce"]
    end = record["startsAt"] + record["lifetimeInMinutes"] * MINUTE
    after.update(lastUsedAt=now, failedAttempts=0, redeemedAt=now if once else None)
    grant = {
        "endsAt": end,
        "registrationDeadline": min(end, now + 10 * MINUTE) if once else end,
        "strength": "temporaryAccessPassOneTime" if once else "temporaryAccessPassMultiUse",
    }
    return "redeemed", {"grant": grant, "after": after}


def scope(vector, policy):
    answer = in_scope(policy, vector["subject"])
    return "inScope" if answer else "outOfScope", answer


READERS = {"usability": usability, "request": request, "policy": policy_check, "redeem": redeem, "scope": scope}


def main(path):
    with open(path, encoding="utf-8") as source:
        document = json.load(source)
    differ = 0
    for vector in document["vectors"]:
        policy = document["policies"].get(vector.get("policy"))
        derived = READERS[vector["kind"]](vector, policy)
        if derived != (vector["rule"], vector["expected"]):
            differ += 1
            print(vector["id"], "derived", derived)
    print(f"{len(document['vectors'])} vectors, {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
