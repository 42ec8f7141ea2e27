"""What the build hook does while a wheel is made: fetch, build and copy what git does not hold.

None of it is in the wheel, and none of it runs later.
"""
