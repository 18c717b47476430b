"""The testers' tool: plays written conversations against a running assistant and shows the differences.

It meets the assistant as a stranger does, through the tester's door (POST /turn), and imports no other house.
How to write a conversation: docs/tester_guide.md.
"""
