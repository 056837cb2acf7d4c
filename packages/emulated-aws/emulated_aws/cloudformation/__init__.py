"""CloudFormation: stacks, change sets and service-managed stack sets.

moto's own stack engine creates resources lazily, reports CREATE_COMPLETE after an exception and does not roll back; a
rehearsal needs the opposite, so this is an engine of its own. moto still parses the requests and writes the answers.
"""
